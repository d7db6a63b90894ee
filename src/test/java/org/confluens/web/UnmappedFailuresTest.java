package org.confluens.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnmappedFailuresTest {

    private final Map<String, Object> set = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean committed;

    private HttpServletResponse response() {
        ServletOutputStream out = new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int b) {
                body.write(b);
            }
        };
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isCommitted" -> committed;
                    case "getOutputStream" -> out;
                    default -> {
                        set.put(method.getName(), arguments == null ? "" : arguments[0]);
                        yield null;
                    }
                });
    }

    private void answer(FilterChain chain) throws Exception {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> null);
        new UnmappedFailures().doFilter(request, response(), chain);
    }

    @Test
    void answersWithAProblemWhatFailsOutsideOfTheResources() throws Exception {
        answer((request, response) -> {
            throw new ServletException(
                    new IllegalStateException(new SQLException("The database has been closed", "90098")));
        });
        assertThat(set).containsEntry("setStatus", 503).containsEntry("setContentType", "application/problem+json");
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"/problems/database-away\"");
    }

    @Test
    void answersAnErrorToo() throws Exception {
        answer((request, response) -> {
            throw new NoClassDefFoundError("a class that could not be initialized");
        });
        assertThat(set).containsEntry("setStatus", 500);
        assertThat(body.toString(StandardCharsets.UTF_8)).contains("\"/problems/internal-error\"");
    }

    @Test
    void leavesAnAnswerThatIsOnItsWayToTheContainer() {
        committed = true;
        assertThatThrownBy(() -> answer((request, response) -> {
                    throw new IllegalStateException("late");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(body.size()).isZero();
    }
}
