package org.confluens.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;

/**
 * Who may knock at all, before anybody asks for a login: requests with a plain path, and beyond loopback those that the
 * proxy passes on that ends TLS. Tells whose request it is where a proxy stands in front.
 */
@ApplicationScoped
public class Entrance {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");

    private final Set<String> proxies;

    @Inject
    public Entrance(Settings settings) {
        this.proxies = addresses(settings.text("confluens.http.proxy"));
    }

    /** CDI's proxy needs it. */
    protected Entrance() {
        this.proxies = Set.of();
    }

    /**
     * The addresses of the proxies that are named.
     *
     * @throws ConfigurationException if one is not known
     */
    static Set<String> addresses(String names) {
        Set<String> addresses = new HashSet<>();
        for (String name : names.split(",")) {
            try {
                if (!name.isBlank()) {
                    Arrays.stream(InetAddress.getAllByName(name.strip()))
                            .map(InetAddress::getHostAddress)
                            .forEach(addresses::add);
                }
            } catch (UnknownHostException e) {
                throw new ConfigurationException(
                        "confluens.http.proxy names '%s', which is not known on this machine".formatted(name.strip()));
            }
        }
        return Set.copyOf(addresses);
    }

    /** Why the request is refused, empty if it is not. */
    public Optional<Problem> refusal(HttpServletRequest request) {
        if (!RequestPath.isPlain(request)) {
            return Optional.of(Problem.of(
                    400,
                    "ambiguous-path",
                    "The path can be read in more than one way",
                    "Send a path without encoded characters, parameters, empty or dot segments;"
                            + " an identifier that needs other characters goes into the query, see /openapi."));
        }
        if (proxies.isEmpty()) {
            return Optional.empty();
        }
        boolean health = RequestPath.isBelow("/health", RequestPath.of(request));
        boolean remote = !isLoopback(request.getRemoteAddr()) || !isLoopback(peer(request));
        boolean clear = remote && !isSecure(request);
        return health || !clear
                ? Optional.empty()
                : Optional.of(Problem.of(
                        403,
                        "not-encrypted",
                        "Passwords would travel in the clear",
                        "Use the https address of this service; its proxy sends X-Forwarded-Proto: https."));
    }

    /** Whether a connection from there is of a proxy that is named, which stands for many clients. */
    public boolean isProxy(InetAddress address) {
        return proxies.contains(address.getHostAddress());
    }

    /** Whether the browser's own connection is encrypted. */
    public boolean isSecure(HttpServletRequest request) {
        return request.isSecure() || isSecureAtProxy(request);
    }

    /** Whose request it is: the peer's address, or what the proxy says of its own peer; of IPv6 the network of a host. */
    public String client(HttpServletRequest request) {
        return network(peer(request));
    }

    private String peer(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        if (!proxies.contains(peer)) {
            return peer;
        }
        List<String> hops = values(request, "X-Forwarded-For");
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(peer); i--) {
            peer = hops.get(i);
        }
        return peer;
    }

    private boolean isSecureAtProxy(HttpServletRequest request) {
        if (!proxies.contains(request.getRemoteAddr())) {
            return false;
        }
        List<String> protocols = values(request, "X-Forwarded-Proto");
        return !protocols.isEmpty() && protocols.stream().allMatch("https"::equalsIgnoreCase);
    }

    /**
     * The values of a header that is a list, of all its lines (RFC 9110 section 5.3): one proxy adds to the line that the
     * browser sent, another adds a line after it.
     */
    private static List<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** By its text: what a header says may be a name, and nobody is to make this service ask a name server. */
    private static boolean isLoopback(String address) {
        return LOOPBACK.matcher(address).matches();
    }

    /** An IPv6 host has 2^64 addresses of its own: its first four groups stand for it. Longer than an address is none. */
    private static String network(String address) {
        String text = address.length() > 64 ? address.substring(0, 64) : address;
        if (text.indexOf(':') < 0 || !text.matches("[0-9a-fA-F:.]+")) {
            return text;
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            StringBuilder prefix = new StringBuilder();
            for (int i = 0; i < Math.min(8, bytes.length); i++) {
                prefix.append(String.format("%02x", bytes[i]));
            }
            return bytes.length == 4 ? text : prefix + "/64";
        } catch (UnknownHostException e) {
            return text;
        }
    }
}
