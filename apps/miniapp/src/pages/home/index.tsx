import { View, Text } from '@tarojs/components';
import { useState } from 'react';
export default function P() { const [n,setN]=useState(0); return <View ariaRole='button' ariaLabel='x' onClick={()=>setN(n+1)}><Text>home {n}</Text></View>; }
