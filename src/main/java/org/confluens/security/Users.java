package org.confluens.security;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.confluens.config.Settings;
import org.confluens.platform.log.Log;

/**
 * The users of this service. Where no file of users is set, which the configuration allows on a loopback address only,
 * whoever sits at this machine is the local operator and may do everything: the trial mode.
 */
@ApplicationScoped
public class Users {

    /** The name of whoever uses the trial mode. */
    public static final String LOCAL_OPERATOR = "local operator";

    private static final Log LOG = Log.of(Users.class);

    private static final int LONGEST_PASSWORD = 1024;

    /** Checked when the name is unknown, so that the time of an answer does not tell which names exist. */
    private static final PasswordHash NOBODY = PasswordHash.of("nobody".toCharArray());

    private final Settings settings;
    private final LoginAttempts attempts;
    private final RecentLogins recent;
    private final HashGate hashes = HashGate.ofThisMachine();
    private final Clock clock;
    private final LongSupplier nanos;
    private Optional<UserList> list = Optional.empty();
    private boolean trial;

    @Inject
    public Users(Settings settings, Clock clock) {
        this(settings, clock, System::nanoTime);
    }

    Users(Settings settings, Clock clock, LongSupplier nanos) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.attempts = new LoginAttempts(nanos);
        this.recent = new RecentLogins(clock);
    }

    /** CDI's proxy needs it. */
    protected Users() {
        this(null, null);
    }

    /** Reads the file at start, so that a wrong one stops the start and not the first login. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (trial) {
            LOG.warning("Trial mode: no users are configured, so everybody on this machine may do everything."
                    + " Set confluens.security.users to ask for a login.");
        }
    }

    @PostConstruct
    void load() {
        var file = settings.optionalPath("confluens.security.users");
        trial = file.isEmpty();
        list = file.map(path -> new UserList(path, clock, nanos));
    }

    /**
     * Checks the file of users before anything starts.
     *
     * @throws org.confluens.config.ConfigurationException if it cannot be used
     */
    public static void check(Settings settings) {
        settings.optionalPath("confluens.security.users").ifPresent(UserFile::read);
    }

    /** Whether nobody has to log in. */
    public boolean trial() {
        return trial;
    }

    /**
     * The user's name if the password is right: for callers that prove otherwise than by a login page who they are.
     *
     * @param name the user's name
     * @param password what proves it
     * @param origin what tries of one kind are counted under, so that those of another do not slow them
     * @return empty also while too many others are being looked at
     */
    public Optional<String> authenticated(String name, String password, String origin) {
        return login(name, password.toCharArray(), origin) instanceof LoginResult.Accepted accepted
                ? Optional.of(accepted.user().name())
                : Optional.empty();
    }

    /**
     * Looks at the password of an account that is logged in and asked again. Tries are counted apart from those to log in,
     * and go before those of strangers.
     */
    LoginResult confirm(String account, String password) {
        if (account.length() > UserFile.LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
            return new LoginResult.Refused();
        }
        Optional<Duration> tooSoon = attempts.takeProof(account);
        if (tooSoon.isPresent()) {
            return new LoginResult.Busy(tooSoon.get());
        }
        Optional<LoginResult> looked = hashes.pass(HashGate.Standing.KNOWN, "signing as " + account, () -> {
            boolean right = user(account).map(User::password).orElse(NOBODY).matches(password.toCharArray());
            return user(account)
                    .filter(user -> right)
                    .<LoginResult>map(LoginResult.Accepted::new)
                    .orElseGet(LoginResult.Refused::new);
        });
        looked.filter(LoginResult.Accepted.class::isInstance).ifPresent(right -> attempts.proved(account));
        return looked.orElseGet(() -> new LoginResult.Busy(Duration.ofSeconds(1)));
    }

    Optional<User> user(String name) {
        return list.flatMap(users -> users.user(name));
    }

    /**
     * The one place where a password is checked.
     *
     * @param name the user's name
     * @param password what proves it
     * @param address where it comes from, see {@link org.confluens.web.Entrance#client}
     */
    LoginResult login(String name, char[] password, String address) {
        boolean met = attempts.haveMet(address, name);
        return login(name, password, address, met ? HashGate.Standing.KNOWN : HashGate.Standing.STRANGE);
    }

    private LoginResult login(String name, char[] password, String address, HashGate.Standing standing) {
        if (name.length() > UserFile.LONGEST_NAME || password.length > LONGEST_PASSWORD) {
            return new LoginResult.Refused();
        }
        Optional<User> user = user(name);
        if (user.isPresent() && recent.holds(address, user.get(), password)) {
            return new LoginResult.Accepted(user.get());
        }
        Optional<Duration> tooSoon = attempts.take(address, name);
        if (tooSoon.isPresent()) {
            return new LoginResult.Busy(tooSoon.get());
        }
        return hashes.pass(standing, address, () -> checked(user, password, address))
                .orElseGet(() -> new LoginResult.Busy(Duration.ofSeconds(1)));
    }

    private LoginResult checked(Optional<User> user, char[] password, String address) {
        boolean right = user.map(User::password).orElse(NOBODY).matches(password);
        if (!right || user.isEmpty()) {
            return new LoginResult.Refused();
        }
        attempts.succeeded(address, user.get().name());
        recent.keep(address, user.get(), password);
        return new LoginResult.Accepted(user.get());
    }
}
