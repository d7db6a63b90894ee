package org.confluens.intake;

import java.util.List;

/**
 * What a batch brought to the database.
 *
 * @param studiesWithNewSeries the studies of which more is known than before
 * @param documents whether documents wait to be handed on
 */
record WrittenBatch(List<String> studiesWithNewSeries, boolean documents) {}
