import './app-h5.scss';
import './ui/styles.scss';
