package org.confluens.rights;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.confluens.config.Settings;

/** Gives the features the table of peers. */
@ApplicationScoped
class PeersProducer {

    @Produces
    @Singleton
    Peers peers(Settings settings) {
        return Peers.of(settings);
    }
}
