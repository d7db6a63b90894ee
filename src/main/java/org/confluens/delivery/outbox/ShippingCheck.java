package org.confluens.delivery.outbox;

import java.util.Optional;

/** What may keep a document from being sent, told by the feature that left it in the outbox. */
public interface ShippingCheck {

    /**
     * Why the document must not be sent; empty if nothing speaks against it, or it is none of that feature's.
     *
     * @param content the data set in Explicit VR Little Endian, as it would be sent; not to be changed
     */
    Optional<String> obstacle(String sopInstanceUid, byte[] content);
}
