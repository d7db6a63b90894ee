package org.confluens.security;

import jakarta.annotation.security.DeclareRoles;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confluens.web.Entrance;
import org.confluens.web.LocalRedirect;
import org.confluens.web.PageLanguages;

/** The form that asks for name and password, and the end of a session. Works without a script. */
@DeclareRoles({Roles.VIEWER, Roles.READER, Roles.SIGNER, Roles.ADMIN})
@WebServlet(urlPatterns = {"/login", "/logout"})
public class LoginPage extends HttpServlet {

    private static final String START = "/";

    /** A text of the page, by its English original. */
    private static final Pattern TEXT = Pattern.compile("\\{t:([^}]*)}");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String NOT_RIGHT =
            "The name or the password is not right, or there were too many attempts. Try again in a minute.";

    @Inject
    private transient PageLanguages languages;

    @Inject
    private transient Users users;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient Entrance entrance;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (users.trial() || sessions.user(request).isPresent()) {
            LocalRedirect.send(response, START);
        } else {
            show(request, response, HttpServletResponse.SC_OK, parameter(request, "next"));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/logout")) {
            sessions.end(request, response);
            // https://www.w3.org/TR/clear-site-data/: what the pages kept, and what a page before this release did.
            response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
            response.setHeader("Cache-Control", "no-store");
            LocalRedirect.send(response, "/login");
            return;
        }
        LoginForm form = LoginForm.read(request.getInputStream());
        LoginResult result =
                users.login(form.field("name"), form.field("password").toCharArray(), entrance.client(request));
        if (result instanceof LoginResult.Accepted accepted) {
            result = sessions.start(accepted.user(), request, response)
                    .<LoginResult>map(LoginResult.Busy::new)
                    .orElse(accepted);
        }
        if (result instanceof LoginResult.Accepted) {
            LocalRedirect.send(response, ours(form.field("next")));
        } else if (result instanceof LoginResult.Busy busy) {
            response.setHeader(
                    "Retry-After", String.valueOf(Math.max(1, busy.after().toSeconds())));
            show(request, response, TOO_MANY_REQUESTS, form.field("next"));
        } else {
            show(request, response, HttpServletResponse.SC_UNAUTHORIZED, form.field("next"));
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, int status, String next)
            throws IOException {
        PageLanguages.Language language = languages.of(Collections.list(request.getLocales()).stream());
        response.setStatus(status);
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        try (InputStream page = LoginPage.class.getResourceAsStream("login.html")) {
            String html = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            String filled = TEXT.matcher(html.replace("{language}", escape(language.code())))
                    .replaceAll(found -> Matcher.quoteReplacement(escape(language.text(found.group(1)))));
            response.getWriter()
                    .write(filled.replace("{next}", escape(ours(next)))
                            .replace(
                                    "{message}",
                                    status == HttpServletResponse.SC_OK ? "" : escape(language.text(NOT_RIGHT))));
        }
    }

    /** Where to go after the login: an address of this service, never another site's. */
    private static String ours(String next) {
        return LocalRedirect.isLocal(next) ? next : START;
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
