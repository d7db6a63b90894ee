package org.confluens.app;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.confluens.dicom.dimse.DimseServer;
import org.confluens.dicom.dimse.ServiceProvider;
import org.confluens.platform.log.Log;

/** Holds the DICOM server while it runs and stops it in order, once, for whoever learns first that the end has come. */
@ApplicationScoped
class RunningServer {

    private static final Log LOG = Log.of(RunningServer.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final AtomicReference<Optional<DimseServer>> running = new AtomicReference<>(Optional.empty());

    /** Takes over a server that was started, and tells the providers how to stop it. */
    void run(DimseServer server, Iterable<ServiceProvider> providers) {
        running.set(Optional.of(server));
        providers.forEach(provider -> provider.serving(this::stop));
    }

    /** Refuses new associations and lets running operations end, for some seconds. */
    @PreDestroy
    void stop() {
        Optional<DimseServer> server = running.getAndSet(Optional.empty());
        try {
            if (server.isPresent()) {
                server.get().stop(STOP_WITHIN);
            }
        } catch (IOException e) {
            LOG.warning("a DICOM port did not close in order: {0}", e);
        }
    }
}
