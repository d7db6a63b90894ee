package org.confluens.report.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;

/** The seal of this node, once its key is found to be the one of the database. */
@ApplicationScoped
public class Sealer {

    private Settings settings;
    private volatile Seal seal;

    protected Sealer() {}

    @Inject
    Sealer(Settings settings) {
        this.settings = settings;
    }

    /** Puts seals on rows, and checks them. */
    public Seal seal() {
        Seal known = seal;
        if (known == null) {
            known = SealKey.open(settings);
            seal = known;
        }
        return known;
    }

    /**
     * Refuses to work with another key than the one that the database's reports were sealed with: each of two nodes would
     * take the other's reports for forged.
     *
     * @throws ConfigurationException if the key is another one, or gone
     */
    void open(Connection connection) throws SQLException {
        boolean sealed = SealDatabase.keyCheck(connection).isPresent();
        if (sealed && !SealKey.exists(settings)) {
            throw refused("the key is not there");
        }
        if (SealDatabase.isSealedOtherwise(connection, seal())) {
            throw refused("this is another key");
        }
    }

    private ConfigurationException refused(String why) {
        return new ConfigurationException(
                "confluens.security.seal-key-file: the reports of this database are sealed with the key of %s, and %s;"
                                .formatted("the node that wrote them", why)
                        + " put %s back from the backup, or, with several nodes, name a copy of the first node's"
                                .formatted(SealKey.file(settings)));
    }
}
