package org.confluens.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.confluens.config.ConfigurationException;

/**
 * Reads the file of users: one {@code name:role,role:hash} a line, {@code #} starts a comment line. Behind the hash stands
 * whom the account signs as, {@code :person name:organisation} or {@code :person name:organisation:code:scheme:meaning};
 * an account without it cannot sign. A colon of a field is written {@code \\:}.
 */
final class UserFile {

    /** Of a name, characters. */
    static final int LONGEST_NAME = 64;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1," + LONGEST_NAME + "}");

    private static final Pattern BETWEEN_FIELDS = Pattern.compile("(?<!\\\\):");
    private static final int FIELDS_OF_LOGIN = 3;

    private UserFile() {}

    /**
     * The users by name.
     *
     * @throws ConfigurationException if the file cannot be read, holds nobody, or a line is wrong; it names the line, and
     *     never the hash
     */
    static Map<String, User> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigurationException("confluens.security.users names a file that cannot be read: " + file);
        }
        Map<String, User> users = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                User user = user(line, file + ", line " + (i + 1));
                if (users.put(user.name(), user) != null) {
                    throw new ConfigurationException(file + ", line " + (i + 1) + ": this user is there twice");
                }
            }
        }
        if (users.isEmpty()) {
            throw new ConfigurationException(file + " holds no user; a line is name:role,role:hash");
        }
        return Map.copyOf(users);
    }

    /**
     * The user of a line.
     *
     * @throws ConfigurationException if it is wrong
     */
    static User user(String line, String where) {
        List<String> fields = List.of(BETWEEN_FIELDS.split(line, -1));
        if (fields.size() < FIELDS_OF_LOGIN || !NAME.matcher(fields.get(0)).matches()) {
            throw new ConfigurationException(where + ": a line is name:role,role:hash");
        }
        Set<String> roles = Set.of(fields.get(1).split("\\s*,\\s*"));
        if (!roles.stream().allMatch(Roles::exists)) {
            throw new ConfigurationException(where + ": the roles are viewer, reader, signer and admin");
        }
        return new User(fields.get(0), roles, password(fields.get(2), where), signatory(fields, where));
    }

    /** A field as a line holds it. */
    static String field(String text) {
        return text.replace(":", "\\:");
    }

    private static PasswordHash password(String field, String where) {
        try {
            return PasswordHash.parse(field.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(where + ": the password hash cannot be read; make one with PasswordHash");
        }
    }

    private static Optional<Signatory> signatory(List<String> fields, String where) {
        try {
            return SignatoryFields.read(fields.stream()
                    .skip(FIELDS_OF_LOGIN)
                    .map(field -> field.replace("\\:", ":"))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(where + ": " + e.getMessage());
        }
    }
}
