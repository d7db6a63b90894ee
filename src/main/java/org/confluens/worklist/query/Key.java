package org.confluens.worklist.query;

import java.util.Map;

/** One attribute that the worklist supports as a key, with those inside its items when it is a sequence. */
record Key(int tag, Matching matching, ReturnType type, Map<Integer, Key> nested) {}
