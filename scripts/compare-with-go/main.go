// Reads one question a line and answers what Go, pflag and cobra say to it, as the controller asks them.
package main

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

type question struct {
	// Text to read as a number, a duration, a list and PEM; words with the flags that the program knows;
	// or a regular expression with texts that it may match.
	Text  *string           `json:"text"`
	Words []string          `json:"words"`
	Flags map[string]string `json:"flags"`

	Pattern *string  `json:"pattern"`
	Texts   []string `json:"texts"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		var answer any
		switch {
		case asked.Text != nil:
			answer = literals(*asked.Text)
		case asked.Pattern != nil:
			answer = matches(*asked.Pattern, asked.Texts)
		default:
			answer = run(asked.Words, asked.Flags)
		}
		printed, _ := json.Marshal(answer)
		fmt.Println(string(printed))
	}
}

// matches is nil where Go refuses the expression.
func matches(pattern string, texts []string) []bool {
	regex, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	answer := []bool{}
	for _, text := range texts {
		answer = append(answer, regex.MatchString(text))
	}
	return answer
}

func literals(text string) map[string]any {
	_, notInt := strconv.ParseInt(text, 0, 64)
	_, notUint := strconv.ParseUint(text, 0, 64)
	_, notFloat := strconv.ParseFloat(text, 32)
	_, notBool := strconv.ParseBool(text)
	duration, notDuration := time.ParseDuration(text)
	items, notList := []string{}, error(nil)
	if text != "" {
		items, notList = csv.NewReader(strings.NewReader(text)).Read()
	}
	block, _ := pem.Decode([]byte(text))
	answer := map[string]any{
		"int": notInt == nil, "uint": notUint == nil, "float32": notFloat == nil, "bool": notBool == nil,
		"duration": nil, "list": nil, "pem": block != nil,
	}
	if notDuration == nil {
		answer["duration"] = float64(duration)
	}
	if notList == nil {
		answer["list"] = items
	}
	return answer
}

// run tells whether the program runs, with the values that its flags have then.
func run(words []string, flags map[string]string) map[string]string {
	var values map[string]string
	root := &cobra.Command{
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(command *cobra.Command, _ []string) error {
			values = map[string]string{}
			command.Flags().Visit(func(flag *pflag.Flag) { values[flag.Name] = flag.Value.String() })
			return nil
		},
	}
	for name, kind := range flags {
		if kind == "bool" {
			root.Flags().Bool(name, false, "")
		} else {
			root.Flags().String(name, "", "")
		}
	}
	root.AddCommand(&cobra.Command{Use: "version", Run: func(*cobra.Command, []string) {}})
	root.SetArgs(words)
	root.SetOut(&strings.Builder{})
	root.SetErr(&strings.Builder{})
	if err := root.Execute(); err != nil {
		return nil
	}
	return values
}
