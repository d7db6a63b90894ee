package org.confluens.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Serves the features' resources below {@code /api}. */
@ApplicationPath("/api")
public class RestApplication extends Application {}
