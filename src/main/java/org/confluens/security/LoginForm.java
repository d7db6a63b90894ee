package org.confluens.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form that a browser sent (application/x-www-form-urlencoded); the first of a name counts. */
final class LoginForm {

    private final Map<String, String> fields = new HashMap<>();

    /** Reads a body, which has been bounded before. */
    static LoginForm read(InputStream body) throws IOException {
        LoginForm form = new LoginForm();
        for (String field : new String(body.readAllBytes(), StandardCharsets.ISO_8859_1).split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.fields.putIfAbsent(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return form;
    }

    /** The field, empty if it was not sent. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
