// What the outcomes of a comparison are called.
import { t } from './language.js';

export const OUTCOMES = {
  MR_ONLY: t('MR or CT only'), NOT_REPRODUCED: t('Not reproduced'), CONFIRMED: t('Confirmed'), CATHETER_ONLY: t('Catheter only'),
  PHYSIOLOGICAL: t('Physiological'), IVUS_ONLY: t('IVUS only'), IVUS_SUGGESTED: t('IVUS suggested'),
  CONCORDANT_NEGATIVE: t('No stenosis on any'), MIXED: t('Mixed'), NOT_COMPARED: t('Not compared'),
};

export const VERDICTS = {
  STENOSIS: t('stenosis'), NO_STENOSIS: t('no stenosis'), NOT_ASSESSED: t('not assessed'), NOT_ASSESSABLE: t('not assessable'), INDETERMINATE: t('indeterminate'),
  FIXED: t('fixed'), DISTENSIBLE: t('distensible'),
};

export const EXAMINATIONS = {
  MRV: t('MR venography'), CTV: t('CT venography'), ULTRASOUND: t('Ultrasound'), CATHETER: t('Catheter venography'), IVUS: t('IVUS'),
};
