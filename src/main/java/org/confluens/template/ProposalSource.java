package org.confluens.template;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a draft takes a proposal from: a constant, an attribute of the images, or a constant where an attribute has a
 * certain text.
 *
 * @param tag the attribute
 * @param whenText the text that the attribute must contain for {@code constant} to be proposed
 * @param factor converts the attribute's unit into the item's
 * @param onlyNotAssessable whether it is proposed only for segments that the examination can't assess
 */
public record ProposalSource(
        Optional<String> constant,
        OptionalInt tag,
        Optional<String> whenText,
        Optional<BigDecimal> factor,
        boolean onlyNotAssessable) {}
