package org.confluens.sr;

import java.util.List;
import java.util.Objects;
import org.confluens.dicom.data.Dataset;

/** A reference to a waveform (PS3.3 C.18.5), all of it or some channels. */
public record WaveformReference(SopReference waveform, List<Channel> channels, Dataset others) {

    /** A channel by its multiplex group and its number; channel zero means the whole group. */
    public record Channel(int group, int number) {}

    public WaveformReference {
        Objects.requireNonNull(waveform, "waveform");
        channels = List.copyOf(channels);
        Objects.requireNonNull(others, "others");
    }

    /** A reference to a whole waveform. */
    public static WaveformReference of(String sopClassUid, String sopInstanceUid) {
        return new WaveformReference(new SopReference(sopClassUid, sopInstanceUid), List.of(), Dataset.empty());
    }
}
