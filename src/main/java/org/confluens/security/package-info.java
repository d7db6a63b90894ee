/**
 * Who may do what over HTTP: the file of users, the login, the roles, and the guard against requests from elsewhere. Also
 * the node's certificate and whom it trusts over DICOM.
 * May import the core, {@code config} and {@code web}; imports no feature, every feature may import it.
 * Every resource method names the roles that it lets in by {@code @RolesAllowed} with a constant of {@link Roles}; one that
 * names none is closed.
 */
package org.confluens.security;
