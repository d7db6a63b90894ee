package org.confluens.dicom.net;

/** SCP/SCU role selection, PS3.7 section D.3.3.4: the roles that the requestor proposes to take, or is granted. */
public record RoleSelection(String sopClass, boolean scu, boolean scp) {}
