package org.confluens.hl7;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.intake.PeerMemory;
import org.confluens.platform.disk.Room;
import org.confluens.platform.log.Log;
import org.confluens.platform.work.LoopPlan;
import org.confluens.platform.work.Round;
import org.confluens.platform.work.WorkLoop;
import org.confluens.platform.work.WorkLoops;
import org.confluens.rights.Peers;
import org.confluens.rights.Right.Protocol;
import org.confluens.transaction.ContainerTransaction;

/** Listens for HL7 messages while the service runs, where a port is configured. */
@Singleton
@Startup
@DependsOn("DatabaseStart")
public class Hl7Listener {

    private static final Log LOG = Log.of(Hl7Listener.class);

    private static final Duration FORGET_PAUSE = Duration.ofHours(1);
    private static final Duration ALLOTTED = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @Inject
    private Settings settings;

    @Inject
    private Peers peers;

    @Inject
    private Hl7Inbox inbox;

    @Inject
    private ContainerTransaction transaction;

    @Inject
    private MessageLog messages;

    @Inject
    private PeerMemory memory;

    @Inject
    private Clock clock;

    @Inject
    private Room room;

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    private WorkLoops loops;

    private WorkLoop forgetting;
    private Optional<MllpServer> server = Optional.empty();

    @PostConstruct
    void start() {
        forgetting =
                loops.start(LoopPlan.of("hl7-forgetting", FORGET_PAUSE, ALLOTTED), threads, this::forgetOldMessages);
    }

    /**
     * Opens the port, where one is configured.
     *
     * @throws ConfigurationException when it cannot be opened
     */
    public synchronized void open() {
        int port = settings.integer("confluens.hl7.port");
        if (port == 0 || server.isPresent()) {
            return;
        }
        String bind = settings.text("confluens.hl7.bind");
        MllpServer.Door door = door();
        try {
            MllpServer.Limits limits = new MllpServer.Limits(
                    settings.integer("confluens.hl7.max-connections"),
                    settings.integer("confluens.hl7.max-connections-by-host"),
                    settings.integer("confluens.hl7.max-message-size") << 10,
                    settings.duration("confluens.hl7.idle-timeout"),
                    settings.duration("confluens.hl7.message-timeout"),
                    memory.budget());
            server = Optional.of(MllpServer.start(new InetSocketAddress(bind, port), threads, limits, door));
            LOG.info("HL7 on {0}:{1}", bind, port);
            if (peers.isOpen(Protocol.HL7)) {
                LOG.warning(
                        "trial: confluens.peers names no rights, so every HL7 sender on this machine may order and merge");
            }
        } catch (IOException e) {
            throw new ConfigurationException("confluens.hl7.port is %d, but HL7 cannot be opened on %s (%s)"
                    .formatted(port, bind, e.getMessage()));
        }
    }

    private MllpServer.Door door() {
        Hl7Receiver.Inbox whole = (header, message) -> transaction.call(() -> inbox.carryOut(header, message));
        return new MllpServer.Door() {
            @Override
            public Optional<MllpServer.Receiver> receiver(InetAddress from) {
                return Optional.of(from)
                        .filter(peers::isAnySenderFrom)
                        .map(address -> new Hl7Receiver(
                                header -> peers.rights(header.sender(address)),
                                room::isLeft,
                                whole,
                                messages,
                                new Acknowledgement(clock)));
            }

            @Override
            public boolean names(InetAddress host) {
                return peers.namesSender(host);
            }
        };
    }

    /** Messages hold what is known of patients: they stay no longer than a repetition of theirs is to be expected. */
    private void forgetOldMessages(Round.Progress progress) {
        int forgotten = transaction.call(
                () -> messages.forgetBefore(clock.instant().minus(settings.duration("confluens.hl7.keep"))));
        LOG.debug("{0} old HL7 messages were deleted", forgotten);
    }

    @PreDestroy
    void stop() {
        loops.stop(List.of(forgetting), STOP_WITHIN);
        close();
    }

    /** Takes no further message; one that is being carried out is answered. */
    public synchronized void close() {
        server.ifPresent(running -> {
            try {
                running.close();
            } catch (IOException e) {
                LOG.warning("the HL7 listener did not close cleanly: {0}", e);
            }
        });
        server = Optional.empty();
    }
}
