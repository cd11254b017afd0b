import './app-weapp.scss';
import './ui/styles.scss';
