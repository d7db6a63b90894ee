package org.confluens.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.confluens.config.Settings;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.net.NetTimeouts;

/** Makes the sender that a destination needs. */
@ApplicationScoped
class Senders {

    /** Less than a row stays claimed, so that two nodes do not send the same document while a receiver dithers. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private static final ClientOptions OPTIONS =
            ClientOptions.defaults().with(NetTimeouts.defaults().withResponse(ANSWER));

    private Settings settings;

    protected Senders() {}

    @Inject
    Senders(Settings settings) {
        this.settings = settings;
    }

    Sender to(Destination destination) {
        if (destination instanceof Destination.Web web) {
            return new StowSender(web.base(), ANSWER);
        }
        return new StoreSender(
                settings.text("confluens.dicom.ae-title"), ((Destination.Dimse) destination).remote(), OPTIONS);
    }
}
