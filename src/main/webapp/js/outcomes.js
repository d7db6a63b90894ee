// What the outcomes of a comparison are called.
import { t } from './language.js';

export const OUTCOMES = {
  MR_ONLY: t('MR only'), CT_ONLY: t('CT only'), RESTENOSIS_SUSPECTED: t('Restenosis suspected'), INCONSTANT: t('Not constant'),
  MR_CT_DISAGREE: t('MR and CT disagree'), UNDECIDED: t('Catheter study could not decide'), NOT_REPRODUCED: t('Not reproduced'),
  OTHER_OBSTRUCTION: t('Other obstruction'), CONFIRMED: t('Confirmed'), CONFIRMED_BY_IVUS: t('Confirmed by IVUS'), TREATED: t('Treated'),
  CATHETER_ONLY: t('Catheter only'), PHYSIOLOGICAL: t('Physiological'), IVUS_ONLY: t('IVUS only'),
  IVUS_SUGGESTED: t('Catheter study could not decide'), CONCORDANT_NEGATIVE: t('Concordant: no narrowing'), MIXED: t('Mixed'),
  NOT_CONFIRMABLE: t('No catheter can confirm'), NOT_COMPARED: t('Not compared'),
};

export const VERDICTS = {
  STENOSIS: t('stenosis'), NO_STENOSIS: t('no stenosis'), NOT_ASSESSED: t('not assessed'), NOT_ASSESSABLE: t('not assessable'), INDETERMINATE: t('indeterminate'),
  FIXED: t('fixed'), DISTENSIBLE: t('distensible'),
};

export const EXAMINATIONS = {
  MRV: t('MR venography'), CTV: t('CT venography'), ULTRASOUND: t('Ultrasound'), CATHETER: t('Catheter venography'), IVUS: t('IVUS'),
};
