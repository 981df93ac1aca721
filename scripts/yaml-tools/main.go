// Reads one text a line, in base64, and answers what each tool reads in it: the objects, or why it refuses them.
// Each tool's own library is run. The first line of the answer names their versions.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/TomOnTime/utfutil"
	fluxkustomize "github.com/fluxcd/pkg/kustomize"
	ssautil "github.com/fluxcd/pkg/ssa/utils"
	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/release"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/cli-runtime/pkg/resource"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type read func(text []byte) ([]any, error)

var tools = map[string]read{
	"kubectl":   kubectl,
	"kustomize": kustomize,
	"helm":      helmTemplate,
	"values":    helmValues,
	"argo-cd":   argoCD,
	"flux":      flux,
}

func main() {
	log.SetOutput(io.Discard)
	out := json.NewEncoder(os.Stdout)
	if err := out.Encode(versions()); err != nil {
		panic(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		text, err := base64.StdEncoding.DecodeString(lines.Text())
		if err != nil {
			panic(err)
		}
		answer := map[string]any{}
		for name, tool := range tools {
			answer[name] = answerOf(tool, text)
		}
		if err := out.Encode(answer); err != nil {
			panic(err)
		}
	}
}

func answerOf(tool read, text []byte) (answer any) {
	defer func() {
		if failure := recover(); failure != nil {
			answer = map[string]any{"refused": fmt.Sprint("panic: ", failure)}
		}
	}()
	objects, err := tool(text)
	if err == nil {
		// Whatever is applied is sent as JSON, which has no infinity.
		_, err = json.Marshal(objects)
	}
	if err != nil {
		return map[string]any{"refused": strings.ReplaceAll(err.Error(), "\n", " ")}
	}
	return map[string]any{"objects": objects}
}

// kubectl reads files with the builder of cli-runtime.
func kubectl(text []byte) ([]any, error) {
	path := write(text, "case.yaml")
	defer os.RemoveAll(filepath.Dir(path))
	return infos(resource.NewLocalBuilder().Unstructured().
		FilenameParam(false, &resource.FilenameOptions{Filenames: []string{path}}).Flatten().Do())
}

func infos(result *resource.Result) ([]any, error) {
	found, err := result.Infos()
	objects := []any{}
	for _, info := range found {
		objects = append(objects, info.Object.(*unstructured.Unstructured).Object)
	}
	return objects, err
}

func kustomize(text []byte) ([]any, error) {
	fs := filesys.MakeFsInMemory()
	for path, content := range map[string][]byte{"kustomization.yaml": []byte("resources: [case.yaml]\n"), "case.yaml": text} {
		if err := fs.WriteFile("/"+path, content); err != nil {
			return nil, err
		}
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fs, "/")
	if err != nil {
		return nil, err
	}
	objects := []any{}
	for _, resource := range built.Resources() {
		object, err := resource.Map()
		if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
	return objects, nil
}

// Helm renders the text as a template, sorts what comes of it, and hands it to the builder of cli-runtime.
func helmTemplate(text []byte) ([]any, error) {
	install := action.NewInstall(new(action.Configuration))
	install.DryRunStrategy = action.DryRunClient
	install.ReleaseName, install.Namespace = "release", "default"
	made, err := install.Run(&chart.Chart{
		Metadata:  &chart.Metadata{APIVersion: "v2", Name: "chart", Version: "1.0.0"},
		Templates: []*common.File{{Name: "templates/case.yaml", Data: text}},
	}, map[string]any{})
	if err != nil {
		return nil, err
	}
	accessor, err := release.NewAccessor(made)
	if err != nil {
		return nil, err
	}
	return infos(resource.NewLocalBuilder().Unstructured().Stream(strings.NewReader(accessor.Manifest()), "").Flatten().Do())
}

func helmValues(text []byte) ([]any, error) {
	values, err := common.ReadValues(text)
	return []any{values}, err
}

// argoCD reads a directory as its repository server does: the same decoder over the same reader.
func argoCD(text []byte) ([]any, error) {
	path := write(text, "case.yaml")
	defer os.RemoveAll(filepath.Dir(path))
	reader, err := utfutil.OpenFile(path, utfutil.UTF8)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	decoder := utilyaml.NewYAMLOrJSONDecoder(reader, 4096)
	objects := []any{}
	for {
		object := &unstructured.Unstructured{}
		if err := decoder.Decode(&object); errors.Is(err, io.EOF) {
			return objects, nil
		} else if err != nil {
			return nil, err
		}
		if object == nil {
			continue
		}
		if !object.IsList() {
			objects = append(objects, object.Object)
		} else if err := object.EachListItem(func(item runtime.Object) error {
			objects = append(objects, item.(*unstructured.Unstructured).Object)
			return nil
		}); err != nil {
			return nil, err
		}
	}
}

// flux writes a kustomization for the folder, builds it and reads the objects that it applies.
func flux(text []byte) ([]any, error) {
	folder := filepath.Dir(write(text, "case.yaml"))
	defer os.RemoveAll(folder)
	kustomization := unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{"path": "./"}}}
	if _, err := fluxkustomize.NewGenerator(folder, kustomization).WriteFile(folder); err != nil {
		return nil, err
	}
	built, err := fluxkustomize.SecureBuild(folder, folder, false)
	if err != nil {
		return nil, err
	}
	text, err = built.AsYaml()
	if err != nil {
		return nil, err
	}
	applied, err := ssautil.ReadObjects(strings.NewReader(string(text)))
	objects := []any{}
	for _, object := range applied {
		objects = append(objects, object.Object)
	}
	return objects, err
}

func write(text []byte, name string) string {
	folder, err := os.MkdirTemp("", "yaml-tools")
	if err != nil {
		panic(err)
	}
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		panic(err)
	}
	return path
}

func versions() map[string]string {
	info, _ := debug.ReadBuildInfo()
	found := map[string]string{}
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		found[module.Path] = module.Version
	}
	return found
}
