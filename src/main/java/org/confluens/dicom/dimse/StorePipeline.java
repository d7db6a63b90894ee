package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.confluens.dicom.data.Dataset;

/** Keeps as many C-STORE requests under way as the window allows (PS3.7 section D.3.3.3). */
final class StorePipeline {
    /** What "unlimited" comes to, so that responses are read before they fill the connection. */
    private static final int UNLIMITED = 64;

    private final Exchange exchange;
    private final int window;
    private final Sender sender;
    private final Map<Integer, StoreItem> underWay = new HashMap<>();

    /** Sends a request without waiting for its response. */
    @FunctionalInterface
    interface Sender {
        void send(StoreItem item, int messageId) throws IOException;
    }

    StorePipeline(Exchange exchange, int window, Sender sender) {
        this.exchange = exchange;
        this.window = window == 0 ? UNLIMITED : window;
        this.sender = sender;
    }

    void run(Iterator<StoreItem> items, Consumer<StoreOutcome> outcomes) throws IOException {
        while (items.hasNext()) {
            StoreItem item = items.next();
            int id = exchange.nextMessageId();
            try {
                sender.send(item, id);
                underWay.put(id, item);
            } catch (NoPresentationContextException e) {
                outcomes.accept(new StoreOutcome(
                        item,
                        new DimseResponse(DimseStatus.SOP_CLASS_NOT_SUPPORTED, e.getMessage(), "", Dataset.empty())));
            }
            while (underWay.size() >= window) {
                takeResponse(outcomes);
            }
        }
        while (!underWay.isEmpty()) {
            takeResponse(outcomes);
        }
    }

    private void takeResponse(Consumer<StoreOutcome> outcomes) throws IOException {
        Command response = exchange.response();
        StoreItem item = underWay.remove(response.messageIdRespondedTo());
        if (item == null) {
            throw exchange.association().violated("a response to a message that was not sent");
        }
        outcomes.accept(new StoreOutcome(item, exchange.result(response)));
    }
}
