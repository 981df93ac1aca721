// Judges custom objects with the API server's own code: a line of JSON in for each object, a line of JSON out. What
// src/kubernetes/schema says of an object is held against it by scripts/compare-admission.ts.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	crvalidation "k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"sigs.k8s.io/yaml"
)

type servedKind struct {
	structural *schema.Structural
	validator  crvalidation.SchemaValidator
	rules      *cel.Validator
	namespaced bool
}

type request struct {
	// A folder with CustomResourceDefinitions.
	Set    string          `json:"set"`
	Object json.RawMessage `json:"object"`
	// The object that it replaces, if it is an update.
	Old json.RawMessage `json:"old"`
}

type problem struct {
	Path string `json:"path"`
	Type string `json:"type"`
	Text string `json:"text"`
}

type answer struct {
	Served   bool      `json:"served"`
	Decode   string    `json:"decode"`
	Problems []problem `json:"problems"`
	Pruned   []string  `json:"pruned"`
	Stored   any       `json:"stored"`
}

func main() {
	sets := map[string]map[string]*servedKind{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var asked request
		must(json.Unmarshal(in.Bytes(), &asked))
		if sets[asked.Set] == nil {
			sets[asked.Set] = load(asked.Set)
		}
		var head metav1.TypeMeta
		must(json.Unmarshal(asked.Object, &head))
		given := answer{Problems: []problem{}, Pruned: []string{}}
		if kind := sets[asked.Set][head.APIVersion+" "+head.Kind]; kind != nil {
			given.Served = true
			judge(kind, asked, &given)
		}
		line, err := json.Marshal(given)
		must(err)
		fmt.Fprintf(out, "%s\n", line)
	}
	must(in.Err())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func load(folder string) map[string]*servedKind {
	kinds := map[string]*servedKind{}
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	must(err)
	for _, name := range files {
		text, err := os.ReadFile(name)
		must(err)
		for _, document := range strings.Split(string(text), "\n---") {
			var definition apiextensionsv1.CustomResourceDefinition
			if yaml.Unmarshal([]byte(document), &definition) != nil || definition.Kind != "CustomResourceDefinition" {
				continue
			}
			for _, version := range definition.Spec.Versions {
				if version.Served {
					name := definition.Spec.Group + "/" + version.Name + " " + definition.Spec.Names.Kind
					kinds[name] = kindOf(version, definition.Spec.Scope == apiextensionsv1.NamespaceScoped)
				}
			}
		}
	}
	return kinds
}

func kindOf(version apiextensionsv1.CustomResourceDefinitionVersion, namespaced bool) *servedKind {
	var internal apiextensions.JSONSchemaProps
	must(apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(version.Schema.OpenAPIV3Schema, &internal, nil))
	structural, err := schema.NewStructural(&internal)
	must(err)
	must(defaulting.PruneDefaults(structural))
	validator, _, err := crvalidation.NewSchemaValidator(&internal)
	must(err)
	return &servedKind{structural, validator, cel.NewValidator(structural, true, celconfig.PerCallLimit), namespaced}
}

func judge(kind *servedKind, asked request, given *answer) {
	content, pruned, err := stored(kind, asked.Object)
	if err != nil {
		given.Decode = err.Error()
		return
	}
	given.Pruned = append(given.Pruned, pruned...)
	given.Stored = content
	var old map[string]any
	if len(asked.Old) > 0 {
		old, _, err = stored(kind, asked.Old)
		must(err)
	}
	for _, found := range validate(kind, content, old) {
		given.Problems = append(given.Problems, problem{found.Field, string(found.Type), found.ErrorBody()})
	}
}

// stored decodes an object as the API server does, and prunes and defaults it.
func stored(kind *servedKind, raw []byte) (map[string]any, []string, error) {
	var content map[string]any
	if err := utiljson.Unmarshal(raw, &content); err != nil {
		return nil, nil, err
	}
	metadata, err := json.Marshal(map[string]any{"metadata": content["metadata"]})
	if err != nil {
		return nil, nil, err
	}
	var typed metav1.PartialObjectMetadata
	if err := json.Unmarshal(metadata, &typed); err != nil {
		return nil, nil, err
	}
	round, err := runtime.DefaultUnstructuredConverter.ToUnstructured(&typed)
	if err != nil {
		return nil, nil, err
	}
	content["metadata"] = round["metadata"]
	pruned := pruning.PruneWithOptions(content, kind.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})
	defaulting.PruneNonNullableNullsWithoutDefaults(content, kind.structural)
	defaulting.Default(content, kind.structural)
	delete(content, "status")
	return content, pruned, nil
}

// validate follows Validate and ValidateUpdate of pkg/registry/customresource/strategy.go. The metadata of an update is
// judged as that of a new object: what is immutable there never changes in a comparison.
func validate(kind *servedKind, content, old map[string]any) field.ErrorList {
	object := &unstructured.Unstructured{Object: content}
	errs := field.ErrorList{}
	for _, found := range validation.ValidateObjectMetaAccessor(object, kind.namespaced && object.GetNamespace() != "", validation.NameIsDNSSubdomain, field.NewPath("metadata")) {
		// The namespace of what is in none is cleared, and that of what needs one comes with the request.
		if found.Field != "metadata.namespace" || found.Type != field.ErrorTypeForbidden {
			errs = append(errs, found)
		}
	}
	var options []cel.Option
	var before any
	if old == nil {
		errs = append(errs, crvalidation.ValidateCustomResource(nil, content, kind.validator)...)
	} else {
		correlated := common.NewCorrelatedObject(content, old, &model.Structural{Structural: kind.structural})
		errs = append(errs, crvalidation.ValidateCustomResourceUpdate(nil, content, old, kind.validator, crvalidation.WithRatcheting(correlated))...)
		options = append(options, cel.WithRatcheting(correlated))
		before = old
	}
	errs = append(errs, objectmeta.Validate(nil, content, kind.structural, false)...)
	if old == nil || len(listtype.ValidateListSetsAndMaps(nil, kind.structural, old)) == 0 {
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, kind.structural, content)...)
	}
	if kind.rules == nil || blocks(errs) {
		return errs
	}
	more, _ := kind.rules.Validate(context.TODO(), nil, kind.structural, content, before, celconfig.RuntimeCELCostBudget, options...)
	return append(errs, more...)
}

func blocks(errs field.ErrorList) bool {
	for _, found := range errs {
		switch found.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return true
		}
	}
	return false
}
