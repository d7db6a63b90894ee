package org.confluens.security;

import java.util.Set;

/**
 * Somebody who may log in.
 *
 * @param name the login name
 * @param roles the roles with all that they include
 * @param password what proves it
 */
record User(String name, Set<String> roles, PasswordHash password) {

    User {
        roles = Roles.including(roles);
    }
}
