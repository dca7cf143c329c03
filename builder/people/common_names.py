"""Family names that so many people have that an initial or a short given name says little."""

from __future__ import annotations

COMMON_FAMILIES = frozenset(
    # Chinese, as mainland China, Taiwan and Hong Kong write them
    "an bai cai cao chai chan chang chao chau chen cheng cheong cheung chi chiang chien chin chiu "
    "chong chou chow chu chua chuang chui chung cui dai deng ding dong dou du duan fan fang feng "
    "fong fu fung gan gao ge geng gong gu guan guo han hao he ho hong hou hsieh hsu hu hua huang "
    "hui hung hwang ji jia jian jiang jiao jin jing kang kong ku kuang kuo kwok kwong lai lam lau "
    "lei leung li lian liang liao lim lin ling liu lo long lou lu lui luo lv ma mao mei meng miao "
    "mok mu ng ni nie ning niu ouyang pan pang pei peng ping poon pu qi qian qiao qin qiu qu quan "
    "ren rong ruan shan shang shao shen sheng shi shih shu shum si siu so song su sui sun tai tam "
    "tan tang tao teng tian tong tsai tsang tseng tso tsui tu tung wan wang wei wen weng wong woo "
    "wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye yeh yen yeung yi yim yin ying "
    "yip you yu yuan yue yuen yun zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zhuo zong "
    "zou zuo "
    # Korean
    "ahn bae baek bang byun cha cho choi chun chung gil gu gwak ha heo hwang hyun im jang jeon "
    "jeong jo joo ju jun jung kang kim ko koo kwak kwon lee min moon na nam noh oh paik park rhee "
    "ryu seo shim shin sim sohn son suh um woo yang yoo yoon you yu yun "
    # Vietnamese
    "bui cao dang dao dinh do doan duong hoang huynh lam le luong ly mai ngo nguyen pham phan to "
    "tran trinh truong vo vu "
    # South Asian
    "agarwal agrawal ahmad ahmed ali bose chakraborty chatterjee chaudhary choudhury das desai "
    "dutta ghosh gupta hasan hossain hussain iyer jain jha joshi kapoor kaur khan kumar malhotra "
    "malik mehta mishra mukherjee nair narayanan pandey patel prasad rahman rajan raman rao reddy "
    "roy saha sarkar sen shah shaikh sharma shukla singh sinha srinivasan srivastava subramanian "
    "thakur tiwari varma verma yadav "
    # Japanese
    "abe fujita goto hayashi ikeda inoue ishikawa ito kato kimura kobayashi kondo maeda matsumoto "
    "mori nakamura nakajima ogawa okada saito sasaki sato shimizu suzuki takahashi tanaka "
    "watanabe yamada yamaguchi yamamoto yoshida".split()
)
"""Folded; of the most frequent names of each region."""
