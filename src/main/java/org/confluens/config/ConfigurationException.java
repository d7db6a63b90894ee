package org.confluens.config;

import java.io.Serial;
import org.confluens.platform.log.Secrets;
import org.confluens.platform.log.Tellable;

/** A value, or a combination of values, with which the service must not start. The message is one line for the person who starts it. */
public final class ConfigurationException extends RuntimeException implements Tellable {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message names the key, the value that was found and what is allowed */
    public ConfigurationException(String message) {
        super(Secrets.masked(message));
    }
}
