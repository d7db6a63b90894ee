package org.confluens.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** Serves the features' resources below {@code /api}. */
@ApplicationPath("/api")
public class RestApplication extends Application {

    /** A Location stays a path, as {@link org.confluens.web.LocalRedirect} tells why. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
