package org.confluens.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.confluens.config.Settings;
import org.confluens.platform.memory.MemoryBudget;

/** The memory that everything which peers send takes at a time: {@code confluens.peers.memory} percent of the heap. */
@ApplicationScoped
public class PeerMemory {

    private static final long PERCENT = 100;

    private MemoryBudget budget;

    protected PeerMemory() {}

    @Inject
    PeerMemory(Settings settings) {
        long heap = Runtime.getRuntime().maxMemory();
        budget = MemoryBudget.of(heap / PERCENT * settings.integer("confluens.peers.memory"));
    }

    /** What is shared by all associations and HL7 connections. */
    public MemoryBudget budget() {
        return budget;
    }
}
