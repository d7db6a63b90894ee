package org.confluens.platform.share;

/**
 * How much one of many may have: a multiple of what is left for the others. So however many they are, and whatever each may
 * have by itself, they never take all: one alone gets w / (w + 1) of the total, n of them w / (n w + 1) each, and who comes
 * next finds as much as one w-th of that (dynamic thresholds, Choudhury and Hahne, IEEE/ACM ToN 6(2), 1998).
 *
 * @param weight how many times what is left somebody may have
 * @param kept what only those get who have nothing yet
 * @param keptForFew what besides only those get who have few, the more of it the fewer they have, so that a newcomer gets a
 *     second one too
 */
public record FairShare(int weight, long kept, long keptForFew) {

    private static final int KEPT_PART = 8;

    /** Who has so many is no newcomer any more. */
    private static final int FEW = 4;

    /** One alone gets three quarters, an eighth is kept for those who have none, an eighth for those who have few. */
    public static FairShare ofPlaces(int all) {
        return new FairShare(3, all / KEPT_PART, all / KEPT_PART);
    }

    /** As places, for those who have a part of their own in them, so that nothing is kept from them for others who have few. */
    static FairShare ofPlacesForNamed(int all) {
        return new FairShare(3, all / KEPT_PART, 0);
    }

    /** One alone gets half; nothing is kept, since what grows bit by bit would not get it. */
    public static FairShare ofBytes() {
        return new FairShare(1, 0, 0);
    }

    /**
     * Whether somebody may have more.
     *
     * @param held what he has
     * @param wanted what he wants besides
     * @param left what nobody has
     */
    public boolean allows(long held, long wanted, long left) {
        return wanted <= left - keptFromWhoHas(held) && held + wanted <= weight * left;
    }

    private long keptFromWhoHas(long held) {
        return held == 0 ? 0 : kept + keptForFew * (Math.min(held, FEW) - 1) / (FEW - 1);
    }
}
