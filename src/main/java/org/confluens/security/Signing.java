package org.confluens.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/**
 * Who signs, and who takes back what was signed: the person of the account that is logged in, proven by its password once
 * more, and nobody whom a request names. In trial mode nobody is proven: a name may be typed, and the organisation says so.
 */
@ApplicationScoped
public class Signing {

    private Users users;

    protected Signing() {}

    @Inject
    Signing(Users users) {
        this.users = users;
    }

    /**
     * Whom a signature of this account names.
     *
     * @param body of the request: {@code password} is that of the account; in trial mode {@code name} is who signs
     * @throws ProblemException if the password is missing or wrong, or the account has no name to sign with
     */
    public Signatory signatory(String account, JsonObject body) {
        if (users.trial()) {
            return new Signatory(typedName(body), Signatory.TRIAL, Optional.empty());
        }
        return proven(account, body);
    }

    /**
     * Lets an account take back what was signed only with its password, and only one that could sign. In trial mode
     * everybody may.
     *
     * @throws ProblemException as {@link #signatory}
     */
    public void prove(String account, JsonObject body) {
        if (!users.trial()) {
            proven(account, body);
        }
    }

    private Signatory proven(String account, JsonObject body) {
        Signatory signatory = users.user(account).flatMap(User::signatory).orElseThrow(Signing::noName);
        String password = text(body, "password");
        if (password.isEmpty()) {
            throw new ProblemException(Problem.invalid(
                    "password", "required", "The password is asked again", "Send the password of your account"));
        }
        LoginResult result = users.confirm(account, password);
        if (result instanceof LoginResult.Busy busy) {
            throw new ProblemException(Problem.busy(
                    "password-too-often",
                    "There were too many attempts with a password",
                    "Nothing was done. Try again in a minute.",
                    busy.after()));
        }
        if (!(result instanceof LoginResult.Accepted)) {
            throw new ProblemException(
                    Problem.of(403, "password-wrong", "The password is not right", "Nothing was done. Try again."));
        }
        return signatory;
    }

    private static PersonName typedName(JsonObject body) {
        try {
            return SignatoryFields.name(text(body, "name"));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalid("name", "person-name", "The name is no person name", "Send it as Family^Given"));
        }
    }

    private static ProblemException noName() {
        return new ProblemException(Problem.of(
                403,
                "no-name-to-sign",
                "Your account has no name to sign with",
                "An administrator adds name and organisation to the account in the file of users."));
    }

    /** As it was sent: a password may begin with a blank. */
    private static String text(JsonObject body, String member) {
        return body != null && body.get(member) instanceof JsonString string ? string.getString() : "";
    }
}
