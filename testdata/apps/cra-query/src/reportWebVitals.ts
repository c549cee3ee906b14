import { ReportHandler } from 'web-vitals';

const reportWebVitals = (onPerfEntry?: ReportHandler) => {
  if (!onPerfEntry) return;
  import('web-vitals').then(({ getCLS, getFID, getLCP }) => {
    getCLS(onPerfEntry);
    getFID(onPerfEntry);
    getLCP(onPerfEntry);
  });
};

export default reportWebVitals;
