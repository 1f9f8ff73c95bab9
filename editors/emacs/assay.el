;;; assay.el --- Wazuh decoders, rules and their cases -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; Put this file into your `load-path', then
;;
;;   (require 'assay)
;;   (add-hook 'nxml-mode-hook #'assay-maybe)
;;   (add-hook 'assay-case-mode-hook #'eglot-ensure)

;;; Code:

(require 'eglot)

(defgroup assay nil
  "Wazuh decoders and rules."
  :group 'languages)

(defcustom assay-program "assay"
  "The program that serves, a name in PATH or a path."
  :type 'string)

(defvar assay-case-font-lock
  '(("^\\s-*#.*$" . font-lock-comment-face)
    ("^\\[[^]\n]*\\]" . font-lock-function-name-face)
    ("^\\([>|]\\\\?\\)\\(\\s-.*\\)?$" (1 font-lock-keyword-face) (2 font-lock-string-face nil t))
    ("^\\+[0-9]+[a-z]*" . font-lock-constant-face)
    ("^\\s-*\\(\\.?[A-Za-z_][A-Za-z0-9_.-]*\\)\\s-*\\(=\\|!=\\|~\\|!~\\|<\\|>\\|has\\|lacks\\)"
     (1 font-lock-variable-name-face) (2 font-lock-keyword-face)))
  "What is coloured in files of cases.")

;;;###autoload
(define-derived-mode assay-case-mode prog-mode "Cases"
  "Files of cases of decoders and rules (*.ruletest)."
  (setq-local comment-start "# ")
  (setq-local font-lock-defaults '(assay-case-font-lock t)))

;;;###autoload
(define-derived-mode assay-conf-mode prog-mode "assay.conf"
  "Settings of a ruleset."
  (setq-local comment-start "# "))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.ruletest\\'" . assay-case-mode))
;;;###autoload
(add-to-list 'auto-mode-alist '("/assay\\.conf\\'" . assay-conf-mode))

(add-to-list 'eglot-server-programs
             `((assay-case-mode assay-conf-mode nxml-mode)
               . ,(lambda (&rest _) (list assay-program "lsp"))))

;;;###autoload
(defun assay-maybe ()
  "Serve the buffer where a folder above has an assay.conf."
  (when (and buffer-file-name (locate-dominating-file buffer-file-name "assay.conf"))
    (eglot-ensure)))

(provide 'assay)
;;; assay.el ends here
