package org.confluens.security;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who may log in.
 *
 * @param name the login name
 * @param roles the roles with all that they include
 * @param password what proves it
 * @param signatory whom the account signs as; empty for one that does not sign
 */
record User(String name, Set<String> roles, PasswordHash password, Optional<Signatory> signatory) {

    User {
        roles = Roles.including(roles);
    }
}
