package org.confluens.app;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops DICOM before anything else when the application stops. A servlet context is told of the end in time; when
 * singletons are destroyed, session beans take no calls any more and the application's classes are gone.
 */
@WebListener
public class DicomStop implements ServletContextListener {

    @Inject
    private RunningServer server;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        server.stop();
    }
}
