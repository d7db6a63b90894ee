// What the outcomes of a comparison are called.
export const OUTCOMES = {
  MR_ONLY: 'MR or CT only', NOT_REPRODUCED: 'Not reproduced', CONFIRMED: 'Confirmed', CATHETER_ONLY: 'Catheter only',
  PHYSIOLOGICAL: 'Physiological', IVUS_ONLY: 'IVUS only', IVUS_SUGGESTED: 'IVUS suggested',
  CONCORDANT_NEGATIVE: 'No stenosis on any', MIXED: 'Mixed', NOT_COMPARED: 'Not compared',
};

export const VERDICTS = {
  STENOSIS: 'stenosis', NO_STENOSIS: 'no stenosis', NOT_ASSESSED: 'not assessed', INDETERMINATE: 'indeterminate',
  FIXED: 'fixed', DISTENSIBLE: 'distensible',
};

export const EXAMINATIONS = {
  MRV: 'MR venography', CTV: 'CT venography', ULTRASOUND: 'Ultrasound', CATHETER: 'Catheter venography', IVUS: 'IVUS',
};
