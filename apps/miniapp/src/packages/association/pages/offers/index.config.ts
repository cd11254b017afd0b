export default definePageConfig({ navigationBarTitleText: '审核兑换项目' });
