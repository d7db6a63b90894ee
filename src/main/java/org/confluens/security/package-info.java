/**
 * Who may do what over HTTP: the file of users, the login, the roles, and the guard against requests from elsewhere. Also
 * the node's certificate and whom it trusts over DICOM.
 * May import the core, {@code config}, {@code rights} and {@code web}; imports no feature, every feature may import it.
 * Features name the role that an operation needs by {@code @RolesAllowed} with a constant of {@link Roles}.
 */
package org.confluens.security;
