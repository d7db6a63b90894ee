package org.confluens.delivery.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.confluens.destination.Breaker;

/** The breakers of this node, one for each destination and what is asked of it. */
@ApplicationScoped
public class Breakers {

    private final Map<String, Breaker> documents = new ConcurrentHashMap<>();
    private final Map<String, Breaker> commitment = new ConcurrentHashMap<>();
    private Clock clock;

    protected Breakers() {}

    @Inject
    Breakers(Clock clock) {
        this.clock = clock;
    }

    /** For the documents that go to a destination. */
    public Breaker documents(String destination) {
        return documents.computeIfAbsent(destination, this::closed);
    }

    /** For requests for storage commitment: an archive may take documents and fail at those. */
    public Breaker commitment(String destination) {
        return commitment.computeIfAbsent(destination, this::closed);
    }

    private Breaker closed(String destination) {
        return new Breaker(clock, () -> ThreadLocalRandom.current().nextLong());
    }
}
