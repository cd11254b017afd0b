export default definePageConfig({ navigationBarTitleText: '以前的会和表决' });
