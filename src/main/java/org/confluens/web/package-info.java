/**
 * What every HTTP answer has in common: problem documents, security headers, the pages' plumbing.
 * May import the JDK, Jakarta EE and MicroProfile; imports no feature, every feature may import it.
 * The pages themselves are static files under {@code src/main/webapp}; they talk to {@code /api} only.
 */
package org.confluens.web;
