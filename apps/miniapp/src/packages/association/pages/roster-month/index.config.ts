export default definePageConfig({ navigationBarTitleText: '值日月历' });
