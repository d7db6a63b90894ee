package org.confluens.web;

import jakarta.json.spi.JsonProvider;

/**
 * Makes JSON by a provider that is looked up once. The static methods of {@code jakarta.json.Json} look it up at each
 * call, in every archive of the class path, which costs more than the JSON itself.
 */
public final class JsonFactory {

    /** The provider; it is free of state and safe for every thread. */
    public static final JsonProvider JSON = JsonProvider.provider();

    private JsonFactory() {}
}
