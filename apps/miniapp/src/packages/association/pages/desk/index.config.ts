export default definePageConfig({ navigationBarTitleText: '商会管理' });
