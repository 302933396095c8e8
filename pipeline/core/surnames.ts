/** The commonest surnames, both scripts: some four hundred, which more than 97 in a hundred people bear. */
const single = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戢莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由李团史吴习'.split(
    '',
  ),
);
const traditional = new Set(
  '張劉陳楊黃趙吳孫馬羅鄭謝許鄧馮韓蕭葉蔣蘇呂盧鍾譚範陸賈韋鄒閻龍賀顧龔邵萬錢嚴湯齊喬龐顏莊聶魯歐關蘭寧紀畢單塗駱藍華饒時農繆簡車項連蘆麥婁竇黨宮費衛應閔鄔邊師榮叢鞏遲鄺談樂儲勞諶樓滿聞厲區闞權強帥蓋練豐國計晉門雲'.split(
    '',
  ),
);
const double = new Set(
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 呼延 申屠 太史 闻人 澹台 濮阳 歐陽 司馬 諸葛 東方 獨孤 南宮 尉遲 公孫 長孫 軒轅 澹臺 濮陽'.split(
    ' ',
  ),
);

/** Whether a word opens with a surname; `onlyDouble` asks for one of two characters, or two surnames together. */
export function isSurname(word: string, onlyDouble = false): boolean {
  if (double.has(word.slice(0, 2))) return word.length >= 3;
  const [first = '', second = ''] = word;
  const known = (c: string): boolean => single.has(c) || traditional.has(c);
  return onlyDouble ? known(first) && known(second) : known(first);
}
