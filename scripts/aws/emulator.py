"""Moto with what this stack needs and Moto lacks: a function URL, and templates of which cfn-lint only warns."""
import sys

from moto.cloudformation import models
from moto.core.common_models import CloudFormationModel


class FunctionUrl(CloudFormationModel):
    __module__ = "moto.awslambda.url"

    def __init__(self, name):
        self.physical_resource_id = name

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::Lambda::Url"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        return cls(resource_name)

    @classmethod
    def update_from_cloudformation_json(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
        pass

    @classmethod
    def has_cfn_attr(cls, attr):
        return attr == "FunctionUrl"

    def get_cfn_attribute(self, attribute_name):
        return "https://receiver.lambda-url.test/"


models.validate_template_cfn_lint = lambda template: []

from moto.server import main

main(["-p", sys.argv[1]])
