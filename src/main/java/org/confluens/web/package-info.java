/**
 * What every HTTP request and answer has in common: who may knock, limits, problem documents, security headers, the pages'
 * plumbing. The order of the filters stands in {@code WEB-INF/web.xml}.
 * May import the JDK, Jakarta EE and MicroProfile; imports no feature, every feature may import it.
 * The pages themselves are static files under {@code src/main/webapp}; they talk to {@code /api} only.
 */
package org.confluens.web;
