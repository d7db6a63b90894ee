package org.confluens.report;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Looks every few seconds whether somebody edited the templates, so that no restart is needed. */
@Singleton
@Startup
public class TemplateWatch {

    @Inject
    private Templates templates;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    void look() {
        templates.refresh();
    }
}
