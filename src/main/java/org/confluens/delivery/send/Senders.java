package org.confluens.delivery.send;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.confluens.config.Settings;
import org.confluens.delivery.outbox.Parcel;
import org.confluens.dicom.dimse.ClientOptions;
import org.confluens.dicom.dimse.RemoteAe;
import org.confluens.dicom.net.NetTimeouts;
import org.confluens.security.NodeTls;

/** Makes the sender that a destination needs. */
@ApplicationScoped
class Senders {

    /** Less than a row stays claimed, so that two nodes do not send the same document while a receiver dithers. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private Settings settings;
    private NodeTls tls;

    protected Senders() {}

    @Inject
    Senders(Settings settings, NodeTls tls) {
        this.settings = settings;
        this.tls = tls;
    }

    Sender to(Destination destination) {
        if (destination instanceof Destination.Web web) {
            return new StowSender(web.base(), ANSWER);
        }
        RemoteAe remote = ((Destination.Dimse) destination).remote();
        ClientOptions options = tls.options(remote).with(NetTimeouts.defaults().withResponse(ANSWER));
        return new StoreSender(settings.text("confluens.dicom.ae-title"), remote, options, Parcel.SENT_WITHIN);
    }
}
