package org.confluens.delivery.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.DeliveryFigures;
import org.confluens.delivery.outbox.DeliveryWatch;
import org.confluens.delivery.send.Breakers;
import org.confluens.delivery.send.Destination;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells how many documents wait or failed, and whether their destination works. It is never down: the service works without
 * the PACS, and what waits is lost by nothing but somebody stopping the service for it.
 */
@Readiness
@ApplicationScoped
public class DeliveryCheck implements HealthCheck {

    private Settings settings;
    private DeliveryWatch watch;
    private Breakers breakers;

    protected DeliveryCheck() {}

    @Inject
    DeliveryCheck(Settings settings, DeliveryWatch watch, Breakers breakers) {
        this.settings = settings;
        this.watch = watch;
        this.breakers = breakers;
    }

    @Override
    public HealthCheckResponse call() {
        DeliveryFigures figures = watch.last();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("deliveries")
                .up()
                .withData("known", !figures.at().equals(Instant.EPOCH))
                .withData("waiting", figures.waiting())
                .withData("failed", figures.failed())
                .withData("notConfirmed", figures.notConfirmed())
                .withData("oldestWaitingSeconds", watch.oldestWaitingSeconds());
        Destination.parse(settings.text("confluens.pacs"))
                .ifPresent(destination -> response.withData("destination", destination.name()));
        breakers.documents(settings.text("confluens.pacs"))
                .condition()
                .failingSince()
                .ifPresent(since -> response.withData("destinationFailingSince", since.toString()));
        return response.build();
    }
}
