package personal

// firstNames are first names that are no other Dutch word at the start of a sentence.
const firstNames = `aad aaron abdel abdullah abel ada adam adem adriaan agnes ahmad ahmed aicha aisha albert alex alexander ali alice alicia alina aliyah allard amal
	amber amina amir amira amy ana anastasia anders andré andrea andreas andrei anh anika anita anja anke ann anna anne annelies annemiek annette annie anouk anton antonio
	aran ariana arie arjan arnold arthur artur asli aukje axel aya ayaan aylin ayoub ayse ayşe azra babette barbara bart bas bashar bastiaan beatrice ben benjamin
	berend berk bernard bert beyza bianca bilal bjorn bob bodhi boris bouke boudewijn bram brechtje brian britt bruno burak can carla carlijn carmen caroline casper
	cecile charlotte chloé chris christiaan christina claire clara coen colin cor corrie daan daniel daniël danny daphne daria david dave deniz denise dennis derk dewi diana
	dick diederik diego dion dirk dmytro dominik dora dylan ecrin eda eddy edith eefje eelco elena elif elin eline elisa elisabeth elise elke ella ellen els emiel emily
	emine emir emma emre eric erik esmee esmée esra estelle esther eva evelien evi evy fabian farah fatima fatma feline felix femke fenna fenne ferdi fien filip finn
	flip fleur floor floortje floris frank frans fred freek gabriel geert geertje gerard gerda gerrit gijs gina giovanni greet greetje guus hamza hanna hannah hanneke hans
	harm harry hasan hassan heleen helena hendrik henk herman hidde hilde hugo huib hussein ian ibrahim ida igor ilse imani imran ina inge ingrid irene iris isa isaac isabel
	isabella isabelle isaiah ismail ivan ivo jaap jack jackie jacob jade jalal jamal james jan jana janine janneke jannes jans jantje jarno jason jasmijn jasper jay
	jayden jeanine jelle jelmer jens jeroen jesper jesse jet jette jill jip joanna jochem joep joey johan johanna johannes john jolien jonas jonathan joost jorn jorrit
	jort joshua josephine joyce juan judith jules julia julian julie juliette julius jurre justin kacper kai karel karim karin karlijn kasia kate katja kees kemal kevin
	khadija khalid kim kirsten klaas koen krijn kyra kübra lana lara lars laura laurens leah lena lennart leon leonie leyla lian liam lieke lies liesbeth lieve lilian lily
	lina linda linde linne lisa lise lisanne liv livia liza lizzy loes lot lotte lou louis louise luca lucas lucia lucy luna lukas luke luuk maaike maarten maartje maciej
	madelief malak mare marcel margriet maria mariam marie marieke marijke marije marijn marina marion marit marjan marjolein markus marlies marloes martijn martin marwa
	maryam mason mateusz mathijs matilda mats matthijs maud maurits max maxim maya mehmet melanie melis melissa merel mert michael michał michel miep mieke mike mila milan mina
	mirjam mirthe moana mohamed mohammed moniek monique morris morsal muhammad mustafa myrthe naomi natalia natascha nathan nawal neeltje nick nicole niek niels nienke nika nikki
	nina noa noah noor noortje noud nour nova nynke oksana olaf oleksandr olga olivia olivier omar oscar otis otto owen pascal patrick paul pauline peter petra philip pieter
	piet pien pim pip pleun polina puck quinn rachel rafael ralf ralph ramon rania raoul rayan rebecca reinier remco rené renate renske riad ria rick rik rinus rob robbert
	robert robin roel roland romy ronald roos rosa rosalie rosanne roxanne ruben rudy ruth ruud ryan saar sabine safa salma sam samir samira samuel sander sandra sanne sara
	sarah sasha sebastiaan selena selin selma sem senn senna serkan sharon sid siebe siem sien siep sigrid silke silvia simon simone sjoerd sjors sofia sofie sofiia solomiia sophia
	sophie stef stefan stein stella sten stijn stina sue susan suzanne sven svitlana sylvia sylvie tamar tamara tara tarik taras teun tess tessa theo thera theresa thijmen thijn
	thijs thirza thomas tibbe tijn tijs tim timo tineke tobias tom tomasz tonny toon trijntje truus tuur twan tycho ursula valerie vera veerle vick victor victoria vince
	vincent viktoriia viola volodymyr walid wessel wendy wes wiebe wies wietse wilhelmina willem wilma wim wout wouter xander yara yasmin yasmine yasin yassin yfke ymke younes youssef
	yuliia yusuf yvette yvonne zahra zara zeynep zoë zofia zuzanna`
