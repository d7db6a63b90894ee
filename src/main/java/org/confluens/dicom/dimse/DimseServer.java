package org.confluens.dicom.dimse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.confluens.dicom.net.Association;
import org.confluens.dicom.net.AssociationException;
import org.confluens.dicom.net.AssociationSlots;
import org.confluens.dicom.net.Listener;
import org.confluens.dicom.net.NetLimits;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.Peer;
import org.confluens.dicom.net.Tls;
import org.confluens.platform.memory.MemoryBudget;

/**
 * Serves DIMSE under one or more AE titles, a thread for each association. It listens on one port, or on one in the clear
 * and one over TLS; limits and the orderly stop are for both together.
 */
public final class DimseServer implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);

    /** A peer that is told of the end closes its connection; one closed too early could lose what it is told. */
    private static final Duration PARTING = Duration.ofSeconds(1);

    private final Map<String, Services> services;
    private final AssociationObserver observer;
    private final AssociationPolicy policy;
    private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final List<Listener> listeners = new ArrayList<>();
    private volatile boolean stopping;

    private DimseServer(Builder builder) throws IOException {
        this.services = Map.copyOf(builder.services);
        this.observer = builder.observer;
        this.policy = new AssociationPolicy(services, builder.limits, builder.callers, builder.identities, observer);
        AssociationSlots slots = new AssociationSlots(builder.limits, builder.callers::names);
        try {
            listeners.add(listener(builder, builder.address, builder.tls, slots));
            if (builder.secondAddress.isPresent()) {
                listeners.add(listener(builder, builder.secondAddress.get(), builder.secondTls, slots));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Listener listener(Builder builder, InetSocketAddress address, Optional<Tls> tls, AssociationSlots slots)
            throws IOException {
        Listener.Settings settings = new Listener.Settings(
                tls,
                builder.limits,
                builder.memory,
                builder.callers::allowsFrom,
                slots,
                builder.timeouts,
                this::decide,
                this::serve);
        return Listener.open(address, builder.threads, settings);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The port that is listened on, also where 0 was asked for. */
    public int port() {
        return listeners.get(0).port();
    }

    /** The port of {@link Builder#alsoOverTls}. */
    public int tlsPort() {
        return listeners.get(1).port();
    }

    /** Associations that are open at present. */
    public int associations() {
        return sessions.size();
    }

    /** What is offered, by AE title: the source of the conformance statement's tables. */
    public Map<String, List<ServiceOffer>> offers() {
        Map<String, List<ServiceOffer>> offers = new LinkedHashMap<>();
        services.forEach((title, served) -> offers.put(title, List.copyOf(served.offers())));
        return offers;
    }

    private Pdu decide(Pdu.Request request, Peer peer) {
        return stopping ? policy.refuse(request, peer) : policy.decide(request, peer);
    }

    private void serve(Association association) throws IOException {
        Caller caller = policy.caller(association.request(), association.peer());
        ServerSession session = new ServerSession(association, services.get(caller.calledAeTitle()), caller);
        sessions.add(session);
        String reason = "";
        try {
            observer.opened(caller);
            if (stopping) {
                session.stop();
            }
            session.run();
        } catch (AssociationException e) {
            reason = e.getMessage();
            throw e;
        } finally {
            sessions.remove(session);
            observer.closed(caller, reason);
        }
    }

    /**
     * Stops in order: no new association, idle ones are ended, running requests are finished and answered. What is still
     * running at the deadline is told so by A-ABORT and ended a second later, and then was not acknowledged.
     */
    public void stop(Duration deadline) throws IOException {
        stopping = true;
        for (Listener listener : listeners) {
            listener.close();
        }
        sessions.forEach(ServerSession::stop);
        within(deadline, () -> sessions.stream().noneMatch(ServerSession::isWorking));
        // Requests that were never finished, and connections that have no association yet.
        within(PARTING, () -> listeners.stream().filter(Listener::stopPeers).count() == 0);
        listeners.forEach(Listener::cut);
        within(PARTING, sessions::isEmpty);
    }

    private static void within(Duration limit, BooleanSupplier done) {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop(CLOSE_DEADLINE);
    }

    /** Collects what a server is to be; everything but the AE titles has a default. */
    public static final class Builder {
        private final Map<String, Services> services = new LinkedHashMap<>();
        private InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
        private NetLimits limits = NetLimits.defaults();
        private NetTimeouts timeouts = NetTimeouts.defaults();
        private MemoryBudget memory = MemoryBudget.unlimited();
        private CallerPolicy callers = CallerPolicy.anyone();
        private Optional<UserIdentityCheck> identities = Optional.empty();
        private AssociationObserver observer = new AssociationObserver() {};
        private Optional<Tls> tls = Optional.empty();
        private Optional<InetSocketAddress> secondAddress = Optional.empty();
        private Optional<Tls> secondTls = Optional.empty();
        private ThreadFactory threads = Builder::thread;

        private Builder() {}

        private static Thread thread(Runnable work) {
            Thread thread = new Thread(work, "dicom");
            thread.setDaemon(true);
            return thread;
        }

        /** Where to listen; loopback and a free port by default. */
        public Builder bind(String host, int port) {
            address = new InetSocketAddress(host, port);
            return this;
        }

        /** Serves offers under an AE title. */
        public Builder ae(String aeTitle, List<ServiceOffer> offers) {
            services.put(aeTitle, new Services(offers));
            return this;
        }

        public Builder limits(NetLimits value) {
            limits = value;
            return this;
        }

        /** The memory that all associations together may take. */
        public Builder memory(MemoryBudget value) {
            memory = value;
            return this;
        }

        public Builder timeouts(NetTimeouts value) {
            timeouts = value;
            return this;
        }

        /** Who may call; everybody by default. */
        public Builder callers(CallerPolicy value) {
            callers = value;
            return this;
        }

        /** Checks user identities; without it they are passed over. */
        public Builder identities(UserIdentityCheck value) {
            return identities(Optional.of(value));
        }

        public Builder identities(Optional<UserIdentityCheck> value) {
            identities = value;
            return this;
        }

        public Builder observer(AssociationObserver value) {
            observer = value;
            return this;
        }

        /** Lets nobody in but over TLS. */
        public Builder tls(Tls value) {
            tls = Optional.of(value);
            return this;
        }

        /** Listens over TLS on a second port. */
        public Builder alsoOverTls(String host, int port, Tls value) {
            secondAddress = Optional.of(new InetSocketAddress(host, port));
            secondTls = Optional.of(value);
            return this;
        }

        /** Where threads come from; daemon threads by default. */
        public Builder threads(ThreadFactory value) {
            threads = value;
            return this;
        }

        /** Binds the port and serves. */
        public DimseServer start() throws IOException {
            return new DimseServer(this);
        }
    }
}
