package org.confluens.web;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.confluens.platform.log.Failure;
import org.confluens.platform.log.Log;

/** Which problem document stands for which exception, wherever in a chain of causes the telling one is. */
final class Problems {

    private static final int DEEPEST_CAUSE = 10;

    private static final Log LOG = Log.of(Problems.class);

    private Problems() {}

    /** The problem that the exception stands for; what nobody foresaw is logged under a number that the answer names. */
    static Problem of(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            Optional<Problem> problem = known(t);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        return unforeseen(thrown);
    }

    private static Optional<Problem> known(Throwable t) {
        if (t instanceof ProblemException e) {
            return Optional.of(e.problem());
        }
        if (t instanceof OptimisticLockException) {
            return Optional.of(Problem.conflict(
                    "changed-meanwhile",
                    "Somebody else changed it in the meantime",
                    "Read it again, look at what changed, and repeat your change on the newer state."));
        }
        if (t instanceof SQLException e && isDatabaseAway(e)) {
            return Optional.of(databaseAway());
        }
        if (t instanceof JsonException || t instanceof JsonbException) {
            return Optional.of(Problem.invalid(
                    "body", "json", "The body is not the JSON that is expected here", "Send well-formed JSON"));
        }
        if (t instanceof WebApplicationException e) {
            return Optional.of(ofStatus(e.getResponse().getStatus()));
        }
        return Optional.empty();
    }

    /**
     * Whether there is no connection to the database, or it can't write: SQLSTATE classes 08, 57P and 53 (no room on its
     * disk); 90098 is what the embedded one says after it could not write; the container's pool gives none.
     */
    private static boolean isDatabaseAway(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.equals("90098")
                || isUnwritten(e);
    }

    /** A file that could not be written, of which the embedded database has no state of its own to tell. */
    private static boolean isUnwritten(Throwable e) {
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof IOException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static Problem databaseAway() {
        LOG.warning("Request refused: there is no connection to the database");
        return Problem.of(
                503,
                "database-away",
                "The database does not answer",
                "Nothing was changed. Try again in a minute; /health says when it is back.");
    }

    /** The problem that a status stands for, of which nothing else is known. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                Problem.of(
                        400, "invalid-request", "The request is not acceptable", "See /openapi for what is expected.");
            case 401 -> Problem.of(401, "login-needed", "A login is needed", "Send a user name and password.");
            case 403 ->
                Problem.of(
                        403, "not-allowed", "Your role does not allow this", "Ask somebody who has the role needed.");
            case 404 ->
                Problem.of(404, "not-found", "There is nothing at this address", "See /openapi for the addresses.");
            case 405 ->
                Problem.of(
                        405, "method-not-allowed", "This method is not possible here", "See /openapi for the methods.");
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "None of the media types asked for is offered here",
                        "Change the Accept header; see /openapi for the media types.");
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        "The body's media type is not taken here",
                        "Send application/json with a Content-Type header that says so.");
            case 500 ->
                Problem.of(
                        500,
                        "internal-error",
                        "Something went wrong inside",
                        "Nothing was changed. Tell the operator the time.");
            default ->
                Problem.of(status, "http-" + status, "The request was refused", "See /openapi for what is expected.");
        };
    }

    /** The same failure has the same number, so that a thousand of them are told once, with their count. */
    private static Problem unforeseen(Throwable thrown) {
        String failure = Failure.text(thrown);
        String incident =
                UUID.nameUUIDFromBytes(failure.getBytes(StandardCharsets.UTF_8)).toString();
        LOG.error("Request failed, incident {0}: {1}", incident, failure);
        return Problem.of(
                500,
                "internal-error",
                "Something went wrong inside",
                "Nothing was changed. Tell the operator the incident number " + incident + ".");
    }
}
